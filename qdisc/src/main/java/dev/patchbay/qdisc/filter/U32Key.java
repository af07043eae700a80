package dev.patchbay.qdisc.filter;

/// Four bytes of a packet, from the network header on: what they are to be under a mask.
///
/// @param at where, in bytes; a multiple of four
/// @param next whether that counts from the header behind the one that a link has gone over
record U32Key(int value, int mask, int at, boolean next) {}
