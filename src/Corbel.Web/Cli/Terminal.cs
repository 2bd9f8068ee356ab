// The room Console holds the staff's pages; the console of the system goes by another name here.
global using Terminal = System.Console;
