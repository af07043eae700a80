/// What only passes a bridge, shown to IP's hooks (br_netfilter).
@NullMarked
package dev.patchbay.filter.bridge;

import org.jspecify.annotations.NullMarked;
