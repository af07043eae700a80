/// What the programs that speak HTTP share (RFC 9110, RFC 9112): addresses of things, headers, how
/// long a body is.
@NullMarked
package dev.patchbay.tools.http;

import org.jspecify.annotations.NullMarked;
