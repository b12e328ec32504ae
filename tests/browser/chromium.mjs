// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Debian's Chromium, driven by playwright-core from the folder that `run` put it into.
import {createRequire} from 'node:module';
import {existsSync} from 'node:fs';

export const required = createRequire(`${process.env.PERFOLIO_BROWSER_MODULES}/`);
const {chromium} = required('playwright-core');
const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** A browser of its own. Chromium's sandbox does not work for root, who is alone in a container. */
export const launched = () => chromium.launch({executablePath: executable, args: process.getuid() === 0 ? ['--no-sandbox'] : []});
