/// What the membership protocols of both families have in common (RFC 3376, RFC 3810): the filter
/// of a group, which is the union of what each listener wants, and the records of reports.
@NullMarked
package dev.patchbay.stack.multicast;

import org.jspecify.annotations.NullMarked;
