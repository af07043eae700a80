package dev.patchbay.stack.socket;

import dev.patchbay.packet.Family;

/// Both ends of a flow, as a socket here would have them. Used again for each packet.
public final class Ends {
  public Family family = Family.IPV4;
  public long localHi;
  public long localLo;
  public int localPort;
  public long remoteHi;
  public long remoteLo;
  public int remotePort;
}
