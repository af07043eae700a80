/// TCP as Linux speaks it: connections, their tables, what is sent, retransmitted and received.
///
/// A [dev.patchbay.stack.tcp.TcpSocket] is what a program holds; the connection behind it lives on
/// when that is closed. [dev.patchbay.stack.tcp.TcpTable] knows all of a namespace.
@NullMarked
package dev.patchbay.stack.tcp;

import org.jspecify.annotations.NullMarked;
