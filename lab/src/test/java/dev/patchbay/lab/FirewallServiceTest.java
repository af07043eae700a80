package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `service iptables`: rules in a file, as an administrator keeps them.
class FirewallServiceTest {
  private final Lab lab = Lab.builder().build();

  @AfterEach
  void end() {
    lab.close();
  }

  @Test
  void restartBringsBackWhatWasSaved() {
    lab.run("iptables -A INPUT -s 10.0.0.1 -j DROP; service iptables save");

    String steps = lab.run("iptables -F; iptables -N WEB; service iptables restart");

    assertThat(steps)
        .isEqualTo(
            """
            iptables: Setting chains to policy ACCEPT: filter          [  OK  ]
            iptables: Flushing firewall rules:                         [  OK  ]
            iptables: Unloading modules:                               [  OK  ]
            iptables: Applying firewall rules:                         [  OK  ]
            """);
    assertThat(lab.run("iptables -S INPUT; iptables -S WEB"))
        .isEqualTo(
            """
            -P INPUT ACCEPT
            -A INPUT -s 10.0.0.1/32 -j DROP
            iptables: No chain/target/match by that name.
            """);
  }

  @Test
  void startsNothingThatWasNotSaved() {
    lab.run("service ip6tables start");

    assertThat(lab.status()).isEqualTo(6);
    assertThat(lab.run("service ip6tables status"))
        .isEqualTo("ip6tables: Firewall is not running.\n");
  }

  @Test
  void panicDropsAllThatIsNotNat() {
    lab.run("iptables -t nat -A POSTROUTING -j MASQUERADE; iptables -A INPUT -j ACCEPT");

    lab.run("service iptables panic");

    assertThat(lab.run("iptables -S; iptables -t nat -S POSTROUTING"))
        .isEqualTo(
            """
            -P INPUT DROP
            -P FORWARD DROP
            -P OUTPUT DROP
            -P POSTROUTING ACCEPT
            """);
  }

  @Test
  void keepsTheFileBeforeTheLast() {
    lab.run("iptables -A INPUT -j DROP; service iptables save");

    lab.run("iptables -F; service iptables save");

    assertThat(lab.run("grep -c DROP /etc/sysconfig/iptables.save")).isEqualTo("1\n");
    assertThat(lab.run("grep -c DROP /etc/sysconfig/iptables")).isEqualTo("0\n");
  }
}
