/// `iptables` and `ip6tables`, their `-save` and `-restore`, as iptables 1.8.9 reads and shows
/// rules. [Parser] turns words into a [Given], [Order] says what may stand together, [Orders]
/// carries it out on a draft of a table.
@NullMarked
package dev.patchbay.tools.iptables;

import org.jspecify.annotations.NullMarked;
