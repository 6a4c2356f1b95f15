import { VARIANTS } from './variants';

/** One variant at one size in a process of its own, so that its peak of memory is its own. Prints one line of JSON. */
const [, , variant, n] = process.argv;
VARIANTS[variant](5);
const began = process.hrtime.bigint();
VARIANTS[variant](Number(n));
const ms = Number(process.hrtime.bigint() - began) / 1e6;
console.log(JSON.stringify({ ms, mb: process.resourceUsage().maxRSS / 1024 }));
