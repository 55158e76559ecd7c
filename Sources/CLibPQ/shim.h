#ifndef TWOWAY_CLIBPQ_SHIM_H
#define TWOWAY_CLIBPQ_SHIM_H

#include <libpq-fe.h>

// What waits for libpq's sockets; Swift's Glibc module leaves these out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

#endif
