package dev.patchbay.filter.conntrack;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.Map;

/// The module of the helper for TFTP.
public final class NfConntrackTftp implements KernelModule {
  private static final int MOST_PORTS = 8;

  @Override
  public String name() {
    return "nf_conntrack_tftp";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nf_conntrack");
  }

  @Override
  public int size() {
    return 4245;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=nfct-helper-tftp",
        "alias=ip_conntrack_tftp",
        "description=TFTP connection tracking helper",
        "license=GPL",
        "parm=ports:Port numbers of TFTP servers (array of ushort)");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) throws NetlinkException {
    String[] ports = parameters.getOrDefault("ports", "69").split(",", -1);
    if (ports.length > MOST_PORTS) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (String port : ports) {
      Helpers.of(machine).add(new TftpHelper(port.equals("69") ? "tftp" : "tftp-" + port));
    }
  }

  @Override
  public void unload(Machine machine) {
    Helpers helpers = Helpers.of(machine);
    for (Helper helper : helpers.loaded()) {
      if (helper instanceof TftpHelper) {
        helpers.remove(helper);
      }
    }
  }
}
