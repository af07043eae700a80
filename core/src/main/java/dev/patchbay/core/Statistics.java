package dev.patchbay.core;

/// The counters of a device (`rtnl_link_stats64`), in packets and bytes.
public final class Statistics {
  public long rxPackets;
  public long txPackets;
  public long rxBytes;
  public long txBytes;
  public long rxErrors;
  public long txErrors;
  public long rxDropped;
  public long txDropped;
  public long multicast;
  public long collisions;
  public long rxLengthErrors;
  public long rxOverErrors;
  public long rxCrcErrors;
  public long rxFrameErrors;
  public long rxFifoErrors;
  public long rxMissedErrors;
  public long txAbortedErrors;
  public long txCarrierErrors;
  public long txFifoErrors;
  public long txHeartbeatErrors;
  public long txWindowErrors;
  public long rxNohandler;

  /// Frames for another station, which came because the device is promiscuous, or by mistake.
  public long rxOtherhostDropped;
}
