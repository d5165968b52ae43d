/* Until the first file of this room lands. */
extern int placeholder_report;
int placeholder_report;
