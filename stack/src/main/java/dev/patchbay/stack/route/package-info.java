/// Where packets go: a [Fib] a family and namespace looks routes up, [Routes] takes the requests,
/// and the addresses of devices put their own routes in. Both families are one structure, an
/// address left-aligned in 128 bits.
@NullMarked
package dev.patchbay.stack.route;

import org.jspecify.annotations.NullMarked;
