#ifndef TWOWAY_CARGON2_SHIM_H
#define TWOWAY_CARGON2_SHIM_H

#include <argon2.h>

#endif
