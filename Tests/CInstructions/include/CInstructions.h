/* The number of instructions that the calling thread has executed, counted by the processor. */
#ifndef MAGPIE_CINSTRUCTIONS_H
#define MAGPIE_CINSTRUCTIONS_H

/* Returns a descriptor of the counter; -1 if the machine has none or does not allow it. */
int magpie_instructions_open(void);

/* Returns the count; -1 if it cannot be read. */
long long magpie_instructions_read(int counter);

void magpie_instructions_close(int counter);

#endif
