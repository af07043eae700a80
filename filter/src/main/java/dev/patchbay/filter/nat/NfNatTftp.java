package dev.patchbay.filter.nat;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.filter.conntrack.Helper;
import dev.patchbay.filter.conntrack.Helpers;
import dev.patchbay.filter.conntrack.TftpHelper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module that translates what TFTP's helper expects.
public final class NfNatTftp implements KernelModule {
  @Override
  public String name() {
    return "nf_nat_tftp";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nf_conntrack_tftp", "nf_nat");
  }

  @Override
  public int size() {
    return 1054;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=ip_nat_tftp",
        "description=TFTP NAT helper",
        "license=GPL",
        "alias=nf-nat-helper-tftp");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    give(machine, (conntrack, own) -> new MasterFollower(conntrack, own, own.source));
  }

  @Override
  public void unload(Machine machine) {
    give(machine, null);
  }

  private static void give(Machine machine, TftpHelper.@Nullable Translation translation) {
    for (Helper helper : Helpers.of(machine).loaded()) {
      if (helper instanceof TftpHelper tftp) {
        tftp.translation(translation);
      }
    }
  }
}
