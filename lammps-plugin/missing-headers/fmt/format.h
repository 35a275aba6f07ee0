/* Debian installs LAMMPS's headers without the library {fmt} that they mention. These declarations satisfy the compiler; the functions
   that use them are templates that the plugin never instantiates. */

#ifndef MTP_MISSING_FMT_FORMAT_H
#define MTP_MISSING_FMT_FORMAT_H

namespace fmt {

class string_view;
class format_args;

template <typename... Args, typename S> format_args make_args_checked(const S &format, const Args &...args);
template <typename... Args> format_args make_format_args(const Args &...args);

}    // namespace fmt

#endif
