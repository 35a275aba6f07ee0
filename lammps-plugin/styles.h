/* What mtpplugin.so calls in mtpstyles.so. */

#ifndef MTP_STYLES_H
#define MTP_STYLES_H

#define MTP_REGISTER_FUNCTION "mtp_register"

/* Registers all styles: with the function that LAMMPS gave to the plugin, or, if that is null, in LAMMPS's own tables. Returns whether
   that was possible. */
typedef bool mtp_register_function(void *lmp, void *handle, void *regfunc);

#endif
