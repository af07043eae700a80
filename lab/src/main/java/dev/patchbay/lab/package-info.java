/// One network and what is done with it. A [Lab] is the whole API:
///
/// ```java
/// try (Lab lab = Lab.builder().build()) {
///   lab.run("ip netns add red");
///   String output = lab.run("ip -n red link show");
/// }
/// ```
@NullMarked
package dev.patchbay.lab;

import org.jspecify.annotations.NullMarked;
