/* Until the first file of this room lands. */
extern int placeholder_capture;
int placeholder_capture;
