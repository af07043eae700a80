/// One network and what is done with it. A [Lab] is the whole API:
///
/// ```java
/// try (Lab lab = Lab.builder().build()) {
///   lab.run("ip netns add red");
///   String output = lab.run("ip -n red link show");
/// }
/// ```
///
/// Scripts run on its first machine. There can be more, with segments between them:
///
/// ```java
/// Segment wire = lab.addSegment("wire", SegmentType.CABLE);
/// lab.plug(lab.addMachine("h1"), "eth0", wire);
/// lab.on("h1", "ip link set eth0 up");
/// ```
@NullMarked
package dev.patchbay.lab;

import org.jspecify.annotations.NullMarked;
