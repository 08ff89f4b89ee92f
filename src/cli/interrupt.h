/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIGINT and SIGTERM as a question to be asked between two steps of the work.
 */
#ifndef BIHE_CLI_INTERRUPT_H
#define BIHE_CLI_INTERRUPT_H

/* From here on the first signal is noted and the second ends the run at once. */
void interrupt_catch(void);

/* The number of the signal that came; 0 while there was none. */
int interrupt_signal(void);

#endif
