/// Sockets for programs that run in a lab, in plain style: calls wait until they are done, and fail
/// with Linux's errors.
///
/// ```java
/// try (TcpStream stream = TcpStream.open(process, Family.IPV4)) {
///   stream.connect(Ip.parse("10.0.0.2"), 80);
///   stream.output().write(request);
///   byte[] answer = stream.input().readAllBytes();
/// }
/// ```
///
/// Whoever waits here runs the lab meanwhile. A program that waits for several things at a time has
/// a task for each. What it leaves open is closed with its process.
@NullMarked
package dev.patchbay.stack.stream;

import org.jspecify.annotations.NullMarked;
