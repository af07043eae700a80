/// `service`: the init scripts that keep a firewall's rules in a file.
@NullMarked
package dev.patchbay.tools.service;

import org.jspecify.annotations.NullMarked;
