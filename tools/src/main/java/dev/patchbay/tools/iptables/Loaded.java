package dev.patchbay.tools.iptables;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Extension;

/// An extension in use in a rule, and what has been chosen of it.
record Loaded(Extension extension, Chosen chosen) {}
