/// What lies between machines: a [Segment] is a cable or a switch of the world outside, a [Nic] is
/// the device of a machine that is plugged into it.
///
/// A frame's way: [Nic] transmits it; the [Lane] *from* the NIC carries it to the segment, which
/// finds the ends that it is for; the lane *to* each of them carries it there, and its NIC puts it
/// into the backlog of its machine. What a lane does to frames stands in its [Conditions]. A lane
/// without any hands frames on in the same moment.
///
/// A lane belongs to the machine at its end, and only lanes and backlogs lie between two machines:
/// a lab can be cut here.
@NullMarked
package dev.patchbay.device.segment;

import org.jspecify.annotations.NullMarked;
