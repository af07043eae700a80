package dev.patchbay.lab.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.lab.Lab;
import dev.patchbay.packet.Family;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation, over each back end: a lab's namespace gives what a kernel gives.
class IptablesTest {
  private static final String[] WEB = {"-p", "tcp", "--dport", "80", "-j", "ACCEPT"};
  private static final String[] DNS = {"-p", "udp", "--dport", "53", "-j", "ACCEPT"};

  enum Where {
    LAB,
    HOST_LEGACY,
    HOST_NFT
  }

  private final Lab lab = Lab.builder().build();
  private @Nullable OwnNamespace namespace;

  @AfterEach
  void end() {
    lab.close();
    if (namespace != null) {
      namespace.close();
    }
  }

  private Iptables open(Where where, Family family) throws IOException {
    if (where == Where.LAB) {
      lab.run("ip netns add red");
      return Iptables.of(lab, lab.netns("red"), family);
    }
    String program =
        (family == Family.IPV4 ? "iptables" : "ip6tables")
            + (where == Where.HOST_LEGACY ? "-legacy" : "-nft");
    namespace = OwnNamespace.openIfPossible();
    assumeTrue(namespace != null, "the host lets nobody make namespaces");
    assumeTrue(namespace.runs(program, "-S"), "the host has no " + program);
    return Iptables.ofHost().family(family).prefix(namespace.prefix()).program(program).open();
  }

  @ParameterizedTest
  @EnumSource
  void appendsInsertsReplacesAndDeletesRules(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV4);

    iptables.append("filter", "INPUT", WEB);
    iptables.insert("filter", "INPUT", 1, DNS);
    iptables.replace("filter", "INPUT", 2, "-s", "10.0.0.1", "-j", "DROP");
    iptables.append("filter", "INPUT", WEB);
    iptables.deleteById("filter", "INPUT", 1);

    assertThat(iptables.list("filter", "INPUT"))
        .containsExactly(
            "-P INPUT ACCEPT",
            "-A INPUT -s 10.0.0.1/32 -j DROP",
            "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT");
    iptables.delete("filter", "INPUT", WEB);
    assertThat(iptables.listById("filter", "INPUT", 1))
        .isEqualTo("-A INPUT -s 10.0.0.1/32 -j DROP");
    assertThat(iptables.listById("filter", "INPUT", 2)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void putsAUniqueRuleInOnce(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV6);

    iptables.appendUnique("filter", "FORWARD", WEB);
    iptables.appendUnique("filter", "FORWARD", WEB);
    iptables.insertUnique("filter", "FORWARD", 1, WEB);
    iptables.insertUnique("filter", "FORWARD", 1, DNS);

    assertThat(iptables.list("filter", "FORWARD"))
        .containsExactly(
            "-P FORWARD ACCEPT",
            "-A FORWARD -p udp -m udp --dport 53 -j ACCEPT",
            "-A FORWARD -p tcp -m tcp --dport 80 -j ACCEPT");
    iptables.deleteIfExists("filter", "FORWARD", WEB);
    iptables.deleteIfExists("filter", "FORWARD", WEB);
    assertThat(iptables.exists("filter", "FORWARD", WEB)).isFalse();
    assertThat(iptables.exists("filter", "FORWARD", DNS)).isTrue();
    assertThat(iptables.exists("filter", "NOSUCH", DNS)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void makesRenamesClearsAndDeletesChains(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV4);

    iptables.newChain("nat", "WEB");
    iptables.append("nat", "WEB", "-j", "RETURN");
    iptables.renameChain("nat", "WEB", "SITES");
    iptables.clearChain("nat", "SITES");
    iptables.clearChain("nat", "OTHER");

    assertThat(iptables.listChains("nat"))
        .containsExactly("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING", "OTHER", "SITES");
    assertThat(iptables.list("nat", "SITES")).containsExactly("-N SITES");
    assertThat(iptables.chainExists("nat", "WEB")).isFalse();
    iptables.append("nat", "OTHER", "-j", "RETURN");
    iptables.clearAndDeleteChain("nat", "OTHER");
    iptables.clearAndDeleteChain("nat", "OTHER");
    iptables.deleteChain("nat", "SITES");
    assertThat(iptables.chainExists("nat", "SITES")).isFalse();
    assertThat(iptables.chainExists("nat", "INPUT")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void changesPoliciesAndClearsTheWholeTable(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV4);
    iptables.newChain("filter", "WEB");
    iptables.append("filter", "INPUT", "-j", "WEB");

    iptables.changePolicy("filter", "FORWARD", "DROP");
    iptables.clearAll();
    iptables.deleteAll();

    assertThat(iptables.list("filter", "FORWARD")).containsExactly("-P FORWARD DROP");
    assertThat(iptables.listChains("filter")).containsExactly("INPUT", "FORWARD", "OUTPUT");
  }

  @ParameterizedTest
  @EnumSource
  void readsStatistics(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV4);
    iptables.append("filter", "INPUT", "-s", "10.0.0.1");
    iptables.append("filter", "INPUT", "!", "-d", "10.0.0.0/8", "-i", "eth+", "-j", "DROP");

    List<RuleStatistics> rules = iptables.structuredStats("filter", "INPUT");

    assertThat(rules.get(0).target()).isEmpty();
    assertThat(rules.get(0).source()).isEqualTo("10.0.0.1/32");
    assertThat(rules.get(1).target()).isEqualTo("DROP");
    assertThat(rules.get(1).input()).isEqualTo("eth+");
    assertThat(rules.get(1).destination()).isEqualTo("!10.0.0.0/8");
    assertThat(iptables.stats("filter", "INPUT").get(1)).hasSize(10).startsWith("0", "0", "DROP");
    assertThat(iptables.listWithCounters("filter", "INPUT"))
        .containsExactly(
            "-P INPUT ACCEPT -c 0 0",
            "-A INPUT -s 10.0.0.1/32 -c 0 0",
            "-A INPUT ! -d 10.0.0.0/8 -i eth+ -c 0 0 -j DROP");
  }

  @ParameterizedTest
  @EnumSource
  void readsStatisticsOfIpv6(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV6);
    iptables.append("filter", "INPUT", "-s", "fe80::1");
    iptables.append("filter", "INPUT", "-d", "fd00::/8", "-p", "udp", "-j", "ACCEPT");

    List<RuleStatistics> rules = iptables.structuredStats("filter", "INPUT");

    assertThat(rules.get(0).source()).isEqualTo("fe80::1/128");
    assertThat(rules.get(0).target()).isEmpty();
    assertThat(rules.get(1).destination()).isEqualTo("fd00::/8");
    assertThat(rules.get(1).target()).isEqualTo("ACCEPT");
  }

  @ParameterizedTest
  @EnumSource
  void restoresAllOrNothing(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV4);
    iptables.append("filter", "INPUT", WEB);
    String saved = iptables.save("filter");
    iptables.clearAll();

    assertThatThrownBy(
            () -> iptables.restore("*filter\n-A INPUT -j DROP\n-A NOSUCH -j DROP\nCOMMIT\n"))
        .isInstanceOf(IptablesException.class);
    assertThat(iptables.list("filter", "INPUT")).containsExactly("-P INPUT ACCEPT");
    iptables.restore(saved);
    assertThat(iptables.exists("filter", "INPUT", WEB)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatIsNotThereFromWhatIsWrong(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV4);
    iptables.newChain("filter", "WEB");

    IptablesException absent = refusal(() -> iptables.delete("filter", "INPUT", WEB));
    IptablesException again = refusal(() -> iptables.newChain("filter", "WEB"));
    IptablesException wrong = refusal(() -> iptables.append("filter", "INPUT", "--nosuch"));

    assertThat(absent.status()).isEqualTo(1);
    assertThat(absent.isNotExist()).isTrue();
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.isNotExist()).isFalse();
    assertThat(again).hasMessageContaining("Chain already exists.");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.error()).contains("unknown option \"--nosuch\"");
  }

  @ParameterizedTest
  @EnumSource
  void knowsItsVersion(Where where) throws IOException {
    Iptables iptables = open(where, Family.IPV6);

    assertThat(iptables.version().major()).isEqualTo(1);
    assertThat(iptables.version().mode())
        .isEqualTo(where == Where.HOST_NFT ? "nf_tables" : "legacy");
    assertThat(iptables.hasRandomFully()).isTrue();
    assertThat(iptables.family()).isEqualTo(Family.IPV6);
  }

  private interface Operation {
    void run() throws IOException;
  }

  private static IptablesException refusal(Operation operation) {
    return catchThrowableOfType(IptablesException.class, operation::run);
  }
}
