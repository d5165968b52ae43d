/* Until the first file of this room lands. */
extern int placeholder_decode;
int placeholder_decode;
