/* cmocka with the headers it asks for, in the order it asks for. */
#ifndef MIMAMORI_TEST_H
#define MIMAMORI_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
