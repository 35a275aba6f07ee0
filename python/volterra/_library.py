"""libvolterra: where it is, and its functions. What they do is said in volterra.h."""

import ctypes
import functools
import os
from ctypes import POINTER, c_char_p, c_double, c_int, c_int32, c_int64, c_size_t, c_void_p
from pathlib import Path

ABI_VERSION = 1
NAME = f"libvolterra.so.{ABI_VERSION}"
OK = 0

# What a processor must have for each copy of the library that is better than the plain one; the best first.
LEVELS = {
    "x86-64-v4": {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"},
    "x86-64-v3": {"abm", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"},
}


class VolterraError(RuntimeError):
    """Something that cannot be done, and why."""


class Sized(ctypes.Structure):
    """A structure that begins with its own size."""

    def __init__(self, **fields):
        super().__init__(size=ctypes.sizeof(self), **fields)


class Options(Sized):
    _fields_ = [("size", c_size_t), ("threads", c_int), ("energy_factor", c_double), ("zbl_inner", c_double), ("zbl_outer", c_double),
                ("precision", c_int32)]


class System(Sized):
    _fields_ = [("size", c_size_t), ("atom_count", c_int64), ("positions", POINTER(c_double)), ("species", POINTER(c_int)),
                ("cell", c_double * 9), ("periodic", c_int * 3)]


class ResultPointers(Sized):
    _fields_ = [("size", c_size_t)] + [
        (name, POINTER(c_double))
        for name in ("energy", "forces", "virial", "site_energies", "site_virials", "site_virial_tensors", "parameter_gradient",
                     "site_grades", "site_deviations", "site_relative_deviations")]


# Of each function, what it returns and what it takes.
FUNCTIONS = {
    "volterra_abi_version": (c_int, []),
    "volterra_version": (c_char_p, []),
    "volterra_instruction_set": (c_char_p, []),
    "volterra_potential_new": (c_void_p, []),
    "volterra_potential_delete": (None, [c_void_p]),
    "volterra_potential_load": (c_int, [c_void_p, c_char_p]),
    "volterra_potential_load_posterior": (c_int, [c_void_p, c_char_p, c_size_t, c_char_p]),
    "volterra_potential_error": (c_size_t, [c_void_p, c_char_p, c_size_t]),
    "volterra_potential_name": (c_size_t, [c_void_p, c_char_p, c_size_t]),
    "volterra_potential_species_count": (c_int, [c_void_p, POINTER(c_int)]),
    "volterra_potential_species_element": (c_size_t, [c_void_p, c_int, c_char_p, c_size_t]),
    "volterra_potential_set_element": (c_int, [c_void_p, c_int, c_char_p]),
    "volterra_potential_cutoff": (c_int, [c_void_p, POINTER(c_double)]),
    "volterra_potential_minimum_distance": (c_int, [c_void_p, POINTER(c_double)]),
    "volterra_potential_parameter_count": (c_int, [c_void_p, POINTER(c_int64)]),
    "volterra_potential_active_set": (c_int, [c_void_p, POINTER(c_int), POINTER(c_int64)]),
    "volterra_evaluator_new_with_options": (c_int, [c_void_p, POINTER(Options), POINTER(c_void_p)]),
    "volterra_evaluator_delete": (None, [c_void_p]),
    "volterra_evaluator_error": (c_size_t, [c_void_p, c_char_p, c_size_t]),
    "volterra_evaluate_system": (c_int, [c_void_p, POINTER(System), POINTER(ResultPointers)]),
}


@functools.cache
def library():
    """The library, loaded when it is first needed."""
    path = _path()
    try:
        loaded = ctypes.CDLL(str(path))
    except OSError as error:
        raise VolterraError(
            f"cannot load {path}: {error}; run 'make build' and 'pip install ./python', or say where it is: "
            f"VOLTERRA_LIBRARY=/usr/local/lib") from None
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = result, arguments
    if loaded.volterra_abi_version() != ABI_VERSION:
        raise VolterraError(f"{path} has the interface {loaded.volterra_abi_version()}, but this module needs {ABI_VERSION}")
    return loaded


def _path():
    """VOLTERRA_LIBRARY, a file or a folder; beside this file; the tree of a build; or wherever the loader looks."""
    named = os.environ.get("VOLTERRA_LIBRARY")
    if named and not Path(named).is_dir():
        return named
    here = Path(__file__).resolve().parent
    for folder in [Path(named)] if named else [here / "lib", here.parents[1] / "build" / "lib"]:
        if (folder / NAME).exists():
            return _best_copy(folder)
    return Path(named) / NAME if named else NAME


def _best_copy(folder):
    """The loader chooses it by itself only in the folders that it searches."""
    flags = _processor_flags()
    copies = [folder / "glibc-hwcaps" / level / NAME for level, needed in LEVELS.items() if needed <= flags]
    return next((copy for copy in copies if copy.exists()), folder / NAME)


def _processor_flags():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return set()
    return next((set(line.split(":", 1)[1].split()) for line in lines if line.startswith("flags")), set())


def text(function, *arguments):
    """Of a function that fills a buffer."""
    buffer = ctypes.create_string_buffer(function(*arguments, None, 0) + 1)
    function(*arguments, buffer, len(buffer))
    return buffer.value.decode(errors="replace")
