/* Until the first file of this room lands. */
extern int placeholder_assess;
int placeholder_assess;
