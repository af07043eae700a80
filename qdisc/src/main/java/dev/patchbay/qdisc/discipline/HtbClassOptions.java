package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.RateConfig;

/// What the words of a class of htb said: bursts in ticks of the packet scheduler; a quantum of 0
/// is reckoned from the rate.
record HtbClassOptions(
    RateConfig rate, RateConfig ceil, long burst, long ceilBurst, int prio, long quantum)
    implements QdiscKind.ClassOptions {}
