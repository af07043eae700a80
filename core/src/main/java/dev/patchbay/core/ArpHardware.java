package dev.patchbay.core;

/// Kinds of link layer (`ARPHRD_…`) and the words that `ip link` has for them.
public final class ArpHardware {
  public static final int ETHER = 1;
  public static final int CAN = 280;
  public static final int TUNNEL = 768;
  public static final int TUNNEL6 = 769;
  public static final int LOOPBACK = 772;
  public static final int SIT = 776;
  public static final int IPGRE = 778;
  public static final int IP6GRE = 823;
  public static final int NETLINK = 824;
  public static final int NONE = 65534;

  private ArpHardware() {}

  /// `ether`, `loopback`, …, or the number in brackets.
  public static String word(int type) {
    return switch (type) {
      case ETHER -> "ether";
      case CAN -> "can";
      case TUNNEL -> "ipip";
      case TUNNEL6 -> "tunnel6";
      case LOOPBACK -> "loopback";
      case SIT -> "sit";
      case IPGRE -> "gre";
      case IP6GRE -> "gre6";
      case NETLINK -> "netlink";
      case NONE -> "none";
      default -> "[" + type + "]";
    };
  }
}
