package dev.patchbay.device.bridge;

/// An address that a device is to know, or to forget (`bridge fdb add`, `RTM_NEWNEIGH`).
///
/// @param vlan the VLAN, or 0 for all that the port is in
/// @param self whether the device itself is meant
/// @param master whether the bridge above it is meant
/// @param create whether the entry may be new
/// @param exclusive whether it has to be
/// @param use whether it is to be treated as heard of (`NTF_USE`)
/// @param mode whether there may be an entry already, and what becomes of it
/// @param router whether a router is behind it (`NTF_ROUTER`)
/// @param remote the end of a tunnel behind which it is
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
    boolean externLearn,
    Mode mode,
    boolean router,
    FdbRemote remote) {

  /// One that concerns no tunnel.
  public FdbRequest(
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
    this(
        mac,
        vlan,
        state,
        self,
        master,
        create,
        exclusive,
        use,
        sticky,
        externLearn,
        exclusive ? Mode.ADD : Mode.APPEND,
        false,
        FdbRemote.NONE);
  }

  /// `add`, `append`, `replace`.
  public enum Mode {
    ADD,
    APPEND,
    REPLACE
  }

  /// What is asked for (`NUD_…`).
  public enum State {
    PERMANENT,
    STATIC,
    REACHABLE
  }
}
