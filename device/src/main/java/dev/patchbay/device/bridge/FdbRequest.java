package dev.patchbay.device.bridge;

/// An address that a device is to know, or to forget (`bridge fdb add`, `RTM_NEWNEIGH`).
///
/// @param vlan the VLAN, or 0 for all that the port is in
/// @param self whether the device itself is meant
/// @param master whether the bridge above it is meant
/// @param create whether the entry may be new
/// @param exclusive whether it has to be
/// @param use whether it is to be treated as heard of (`NTF_USE`)
public record FdbRequest(
    long mac,
    int vlan,
    State state,
    boolean self,
    boolean master,
    boolean create,
    boolean exclusive,
    boolean use,
    boolean sticky,
    boolean externLearn) {

  /// What is asked for (`NUD_…`).
  public enum State {
    PERMANENT,
    STATIC,
    REACHABLE
  }
}
