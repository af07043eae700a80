package dev.patchbay.qdisc.discipline;

import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.RateConfig;

/// What the words of tbf said: bytes, and rates of bytes a second; a peak rate of 0 is none.
record TbfOptions(RateConfig rate, RateConfig peak, long burst, long peakBurst, long limit)
    implements QdiscKind.Options {}
