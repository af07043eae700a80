package dev.patchbay.stack.tcp;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.socket.Backlog;
import org.jspecify.annotations.Nullable;

/// What a program has set of a TCP socket (`setsockopt`); a listener's are its connections', too.
final class TcpOptions {
  boolean reuseAddress;
  boolean reusePort;
  boolean ipv6Only;
  boolean keepAlive;
  boolean urgentInline;
  boolean sendBufferSet;
  boolean receiveBufferSet;
  int keepAliveIdle;
  int keepAliveInterval;
  int keepAliveCount;
  int linger = -1;

  /// Milliseconds.
  int userTimeout;

  int sendBuffer;
  int maximumSegment;
  int deferRetries;
  int synRetries;
  int finWait2;

  /// How many connections may wait that came by fast open.
  int fastOpenQueue;

  boolean fastOpenConnect;
  boolean fastOpenNoCookie;
  @Nullable FastOpenKeys fastOpenKeys;

  /// What segments are signed with, or null for none.
  @Nullable Md5Keys md5;

  /// Bytes, or 0 for as many as the namespace says.
  int notSentLowWater;

  int flowLabel;

  TcpOptions() {}

  TcpOptions(TcpOptions of) {
    reuseAddress = of.reuseAddress;
    reusePort = of.reusePort;
    ipv6Only = of.ipv6Only;
    keepAlive = of.keepAlive;
    urgentInline = of.urgentInline;
    sendBufferSet = of.sendBufferSet;
    receiveBufferSet = of.receiveBufferSet;
    keepAliveIdle = of.keepAliveIdle;
    keepAliveInterval = of.keepAliveInterval;
    keepAliveCount = of.keepAliveCount;
    linger = of.linger;
    userTimeout = of.userTimeout;
    sendBuffer = of.sendBuffer;
    maximumSegment = of.maximumSegment;
    deferRetries = of.deferRetries;
    synRetries = of.synRetries;
    finWait2 = of.finWait2;
    fastOpenNoCookie = of.fastOpenNoCookie;
    notSentLowWater = of.notSentLowWater;
  }

  /// How many connections may wait at a listener (`net.core.somaxconn`).
  int mostConnections(Netns netns) {
    return Backlog.of(netns).most();
  }

  /// What segments to and from that address are signed with, or null (RFC 2385).
  @Nullable Md5Key md5Key(Family family, long hi, long lo) {
    Md5Keys keys = md5;
    return keys == null ? null : keys.find(family, hi, lo);
  }
}
