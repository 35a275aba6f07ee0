import Atoms
