/*
 * The launcher: runs a list of system calls and knows nothing of what they are for.
 *
 * Descriptor 3 holds the plan, descriptor 4 takes the report of a failure: two 64-bit words, the
 * number of the step and its errno. A plan has three parts. The last step of the first part clones;
 * the new process, which sees 0, goes on with the second part (which ends in execve), the old one
 * with the third. A part that comes to its end exits with 0, a failed step with 127.
 *
 * Freestanding: no C library, no writable globals. The layout of a plan is written down in
 * PlanEncoder, the only writer. All knowledge belongs there: this file should never need to grow.
 */

typedef unsigned long word;

struct step {
  unsigned call;      /* system call number of this machine */
  unsigned indirect;  /* bit n: argument n is the offset of a word that holds the value */
  word argument[6];
  word result;        /* offset of the word that takes the result, 0 for none */
  int accepted[4];    /* error numbers that are no failure, 0 for none */
};

struct plan {
  word magic;
  word relocations;   /* offset of the list of words to which the plan's address is added */
  word relocation_count;
  word steps;         /* offset of the first step; the three parts follow one another */
  word part[3];       /* number of steps in each part */
};

#define MAGIC 0x316e616c7068636aUL /* "jchplan1" as bytes */
#define PLAN 3
#define REPORT 4

#if defined(__x86_64__)
enum { WRITE = 1, LSEEK = 8, MMAP = 9, EXIT_GROUP = 231 };
static long call(word number, word a, word b, word c, word d, word e, word f) {
  long result;
  register word r10 __asm__("r10") = d;
  register word r8 __asm__("r8") = e;
  register word r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
enum { WRITE = 64, LSEEK = 62, MMAP = 222, EXIT_GROUP = 94 };
static long call(word number, word a, word b, word c, word d, word e, word f) {
  register word x8 __asm__("x8") = number;
  register word x0 __asm__("x0") = a;
  register word x1 __asm__("x1") = b;
  register word x2 __asm__("x2") = c;
  register word x3 __asm__("x3") = d;
  register word x4 __asm__("x4") = e;
  register word x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return (long)x0;
}
#else
#error "the launcher knows x86-64 and aarch64"
#endif

static __attribute__((noreturn)) void leave(int code) {
  for (;;) call(EXIT_GROUP, (word)code, 0, 0, 0, 0, 0);
}

static __attribute__((noreturn)) void fail(word index, long error) {
  word report[2] = {index, (word)error};
  call(WRITE, REPORT, (word)report, sizeof report, 0, 0, 0);
  leave(127);
}

static int accepts(const struct step *step, long error) {
  for (int i = 0; i < 4; i++)
    if (step->accepted[i] == error) return 1;
  return 0;
}

static long run(char *base, word index) {
  struct step *step = (struct step *)(base + ((struct plan *)base)->steps) + index;
  word value[6];
  for (int i = 0; i < 6; i++) {
    value[i] = step->argument[i];
    if (step->indirect >> i & 1) value[i] = *(word *)(base + value[i]);
  }
  long result = call(step->call, value[0], value[1], value[2], value[3], value[4], value[5]);
  if (step->result) *(long *)(base + step->result) = result;
  if (result < 0 && result >= -4095 && !accepts(step, -result)) fail(index, -result);
  return result;
}

__attribute__((noreturn, used)) void launch(void) {
  long size = call(LSEEK, PLAN, 0, 2, 0, 0, 0);
  char *base = (char *)call(MMAP, 0, (word)size, 3, 2, PLAN, 0); /* writable, private */
  if (size < (long)sizeof(struct plan) || (long)base < 0) leave(127);
  struct plan *plan = (struct plan *)base;
  if (plan->magic != MAGIC) leave(127);
  word *relocation = (word *)(base + plan->relocations);
  for (word i = 0; i < plan->relocation_count; i++) *(word *)(base + relocation[i]) += (word)base;
  word index = 0;
  long result = 0;
  while (index < plan->part[0]) result = run(base, index++);
  word end = index + plan->part[1];
  if (result != 0) {
    index = end;
    end += plan->part[2];
  }
  while (index < end) run(base, index++);
  leave(0);
}

#if defined(__x86_64__)
__asm__(".globl _start\n_start: xor %ebp, %ebp\n and $-16, %rsp\n call launch\n");
#else
__asm__(".globl _start\n_start: mov x29, xzr\n bl launch\n");
#endif
