package dev.fusebox.lab.table;

/**
 * What a row came to.
 *
 * @param text for people, in a table's cell
 * @param met whether the bound holds
 */
record Figure(String text, boolean met) {}
