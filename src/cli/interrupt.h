/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIGINT and SIGTERM as a question to be asked between two steps of the work.
 */
#ifndef BIHE_CLI_INTERRUPT_H
#define BIHE_CLI_INTERRUPT_H

/* From here on a signal is noted; the third ends the run at once, for when the work is stuck in a
 * call. */
void interrupt_catch(void);

/* The number of the signal that came; 0 while there was none. */
int interrupt_signal(void);

#endif
