/// `iperf3`: measures how much a path carries (iperf 3.12, whose messages it speaks).
///
/// ```text
/// Client ── Control ── Server     one connection for what both ends agree on
///    └───── Flow ──────┘          the bytes that are measured, a task each
///           Test                  both run the same one: flows, intervals, reports
/// ```
@NullMarked
package dev.patchbay.tools.iperf3;

import org.jspecify.annotations.NullMarked;
