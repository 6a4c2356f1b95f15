# The abuse guard as an image, where pods may not run a program from a ConfigMap:
#   docker build -f abuse-guard.Dockerfile -t registry.example.com/abuse-guard:1 node_modules/gatewarden/assets
# and then image: AbuseGuardImage.of('registry.example.com/abuse-guard:1').
FROM node:20-alpine
COPY abuse-guard.js /app/abuse-guard.js
USER node
EXPOSE 8080 9090
CMD ["node", "/app/abuse-guard.js"]
