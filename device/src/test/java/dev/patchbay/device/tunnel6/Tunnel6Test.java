package dev.patchbay.device.tunnel6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.device.Network;
import org.junit.jupiter.api.Test;

class Tunnel6Test {
  private static final String[] ENDS = {"local", "2001:db8::1", "remote", "2001:db8::2"};

  private final Network network = new Network();

  private NetDevice add(String name, String kind, String... words) throws NetlinkException {
    String[] all = new String[1 + words.length];
    all[0] = kind;
    System.arraycopy(words, 0, all, 1, words.length);
    return network.add(name, all);
  }

  @Test
  void leavesRoomForItsHeadersAndTheLimit() throws NetlinkException {
    assertThat(add("t1", "ip6tnl", ENDS).mtu()).isEqualTo(1500 - 40 - 8);
    assertThat(add("g1", "ip6gre", ENDS).mtu()).isEqualTo(1500 - 40 - 8 - 4);
    assertThat(add("g2", "ip6gretap", ENDS).mtu()).isEqualTo(1500 - 40 - 8 - 4 - 14);
  }

  @Test
  void hasASingleOtherEndOnlyWhereBothAreSaid() throws NetlinkException {
    NetDevice between = add("t1", "ip6tnl", ENDS);
    NetDevice open = add("t2", "ip6tnl", "local", "2001:db8::1");

    assertThat(between.flags() & DeviceFlags.POINTOPOINT).isNotZero();
    assertThat(open.flags() & DeviceFlags.POINTOPOINT).isZero();
  }

  @Test
  void bringsTheDeviceOfEveryNamespace() throws NetlinkException {
    add("g1", "ip6gre", ENDS);

    assertThat(network.netns.device("ip6tnl0")).isNotNull();
    assertThat(network.netns.device("ip6gre0")).isNotNull();
  }

  @Test
  void refusesASecondTunnelBetweenTheSameEnds() throws NetlinkException {
    add("t1", "ip6tnl", ENDS);

    assertThatThrownBy(() -> add("t2", "ip6tnl", ENDS))
        .isInstanceOfSatisfying(
            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    assertThat(network.netns.device("t2")).isNull();
  }

  @Test
  void framesAndPacketsMayGoBetweenTheSameEnds() throws NetlinkException {
    add("g1", "ip6gre", ENDS);

    assertThat(add("g2", "ip6gretap", ENDS).isRegistered()).isTrue();
  }
}
