/** `node test/swarm/twins/build.mjs nest-good …` makes the images of golden projects, and says how that went. Needs root, and `npm run build` before. */
import { withBuilder } from './builder.mjs';
import { buildImages } from './images.mjs';

await withBuilder(async (docker) => {
  for (const project of process.argv.slice(2))
    try {
      const begun = Date.now();
      const images = await buildImages(docker, project, { show: true });
      console.log(`${project}: ${images.join(', ')} (${Math.round((Date.now() - begun) / 1000)} s)`);
    } catch (error) {
      console.log(`${project}: ${error.message}`);
      process.exitCode = 1;
    }
});
