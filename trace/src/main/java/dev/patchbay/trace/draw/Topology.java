package dev.patchbay.trace.draw;

import java.util.List;

/// A network as it is drawn.
public record Topology(List<Machine> machines, List<Segment> segments, List<Wire> wires) {
  /// A machine and its namespaces.
  public record Machine(String name, List<Namespace> namespaces) {}

  /// A namespace and its devices.
  public record Namespace(String name, List<Device> devices) {}

  /// A device.
  ///
  /// @param id its number, of its own in the whole picture
  /// @param about its kind and what there is to say of it, or empty
  /// @param addresses with their prefix lengths
  /// @param under the number of the device of the same namespace that it is shown under, its master
  ///   or what it stands on, or [#NOTHING]
  public record Device(
      int id, String name, String about, List<String> addresses, boolean up, int under) {
    /// It is shown under no other.
    public static final int NOTHING = -1;
  }

  /// A cable or a switch between machines.
  ///
  /// @param id its number, of its own in the whole picture
  public record Segment(int id, String name) {}

  /// What joins two devices, or a device and a segment.
  ///
  /// @param cable whether packets cross it; else one device only stands on the other
  public record Wire(int from, int to, boolean cable) {}
}
