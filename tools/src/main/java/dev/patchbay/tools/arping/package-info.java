/// `arping` of iputils: asks a link who has an address, or tells it.
@NullMarked
package dev.patchbay.tools.arping;

import org.jspecify.annotations.NullMarked;
