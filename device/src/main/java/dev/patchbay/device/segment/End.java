package dev.patchbay.device.segment;

import dev.patchbay.core.World;

/// Where a NIC is plugged into a segment: a lane each way, which can be cut.
public final class End {
  private final Segment segment;
  private final Nic nic;
  private final Lane from;
  private final Lane to;
  private boolean hairpin;
  private boolean cut;

  End(Segment segment, Nic nic) {
    this.segment = segment;
    this.nic = nic;
    World world = nic.netns().world();
    int machine = nic.netns().machine().number();
    String name = "segment/" + segment.name() + "/" + nic.place();
    this.from = new Lane(world, machine, name + "/from", packet -> segment.forward(this, packet));
    this.to = new Lane(world, machine, name + "/to", nic::take);
  }

  public Segment segment() {
    return segment;
  }

  public Nic nic() {
    return nic;
  }

  /// What the NIC sends.
  public Lane from() {
    return from;
  }

  /// What the NIC is sent.
  public Lane to() {
    return to;
  }

  /// Whether a frame may go back to where it came from (802.1Qbg reflective relay).
  public boolean isHairpin() {
    return hairpin;
  }

  void hairpin(boolean value) {
    hairpin = value;
  }

  /// Whether the wire is cut here.
  public boolean isCut() {
    return cut;
  }

  void cut(boolean value) {
    cut = value;
  }

  /// Cuts both lanes, or mends them.
  void cutLanes(boolean value) {
    from.cut(value);
    to.cut(value);
  }
}
