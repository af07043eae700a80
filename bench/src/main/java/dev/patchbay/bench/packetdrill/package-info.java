/// The far side of packetdrill, the public tool that tests TCP with scripts: what its calls mean in
/// a lab. For `bench/tcp-tests`.
@NullMarked
package dev.patchbay.bench.packetdrill;

import org.jspecify.annotations.NullMarked;
