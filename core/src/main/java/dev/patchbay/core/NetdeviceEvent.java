package dev.patchbay.core;

/// What notifiers hear about a device (`NETDEV_…`), in the kernel's words.
public enum NetdeviceEvent {
  REGISTER,
  UNREGISTER,
  PRE_UP,
  UP,
  GOING_DOWN,
  DOWN,
  CHANGE,
  PRECHANGEMTU,
  CHANGEMTU,
  PRE_CHANGEADDR,
  CHANGEADDR,
  CHANGENAME,
  PRECHANGEUPPER,
  CHANGEUPPER,
  FEAT_CHANGE,
  NOTIFY_PEERS,
  BONDING_FAILOVER,
  RESEND_IGMP
}
