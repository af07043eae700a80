/// `curl`: fetches and sends by HTTP (curl 7.88).
@NullMarked
package dev.patchbay.tools.curl;

import org.jspecify.annotations.NullMarked;
