/// Sets of addresses, networks, ports, stations and interfaces (ipset), that rules ask and fill.
///
/// A [SetType] is a kernel module and makes a [NamedSet]; the sets of a namespace are [Sets]. What
/// a user gives or is shown of an element is an [Entry]; what a rule asks is a [Question]. Hashed
/// sets keep their elements as the kernel does, in buckets in one array of words ([Buckets]), so
/// that they answer fast and are listed in the kernel's order.
@NullMarked
package dev.patchbay.filter.set;

import org.jspecify.annotations.NullMarked;
