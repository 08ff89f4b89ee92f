/* SPDX-License-Identifier: Apache-2.0 */
/* A flag and a count, set by the handler. */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t received, count;

/* Signals that are noted: a terminal and a parent may both pass on the same one. */
enum { PATIENCE = 2 };

static void on_signal(int number)
{
    received = number;
    if (++count <= PATIENCE) return;
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

int interrupt_signal(void)
{
    return (int)received;
}
