/* Until the first file of this room lands. */
extern int placeholder_inventory;
int placeholder_inventory;
